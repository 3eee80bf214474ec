# Dateline in a container: it runs as nobody in particular, on a root file system that is only read,
# with its models inside; nothing is fetched when it starts. docs/deploy.md says how.
#
# BASE is any image with glibc and Python 3.11 or later as `python3`, with its venv module.
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS built
# torch without CUDA, as the processor is enough to ask; for a graphics card give PyPI's own.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ARG EXTRAS=mcp,postgresql
WORKDIR /src
COPY constraints.txt ./
RUN python3 -m venv /opt/dateline \
    && /opt/dateline/bin/pip install --no-cache-dir --extra-index-url "${TORCH_INDEX}" \
        -c constraints.txt torch
COPY pyproject.toml README.md LICENSE ./
COPY assistant ./assistant
COPY dateline ./dateline
COPY prompts ./prompts
COPY ui ./ui
COPY vectorstore ./vectorstore
COPY articles ./articles
RUN /opt/dateline/bin/pip install --no-cache-dir --extra-index-url "${TORCH_INDEX}" \
        -c constraints.txt ".[${EXTRAS}]"

FROM ${BASE}
COPY --from=built /opt/dateline /opt/dateline
RUN useradd --system --uid 10001 --home-dir /tmp --no-create-home dateline \
    && install -d -o 10001 -g 10001 -m 0700 /archive
ENV PATH=/opt/dateline/bin:$PATH \
    DATELINE_ARCHIVE=/archive \
    DATELINE_LOG_FORMAT=json \
    HOME=/tmp \
    HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /archive
EXPOSE 7860
HEALTHCHECK --start-period=60s CMD ["python3", "-c", \
    "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/healthz', timeout=5)"]
ENTRYPOINT ["dateline"]
CMD ["serve", "--host", "0.0.0.0", "--auth", "/archive/people.txt"]
