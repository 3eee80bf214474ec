"""Make the graphs that onnxruntime computes: what is multiplied with what, without any weights.

    python -m training.graphs

Writes encoder.onnx, reader.onnx, reader_int8.onnx and product.onnx to where the package has them.
The same versions make the same bytes. Each weight has the name and the shape that it has in its
safetensors file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from assistant.reader.graph import GRAPH as READER
from assistant.reader.graph import INT8_GRAPH
from vectorstore.models.int8 import LAYER_WEIGHTS, PRODUCT
from vectorstore.models.minilm import GRAPH as ENCODER

# MiniLM's, of its config.json.
WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
TOKENS, PLACES, TYPES = 30522, 512, 2
EPSILON = 1e-12
# onnxruntime 1.18 and later reads both.
OPSET, IR_VERSION = 20, 10
# What a masked token weighs before the softmax.
_HIDDEN = -1e9
# Of the operators that only onnxruntime has.
_MICROSOFT = "com.microsoft"


class _Graph:
    """A graph that grows node by node; each method returns the name of what its node gives."""

    def __init__(self, prefix: str = "", in_int8: bool = False) -> None:
        self.nodes: list[NodeProto] = []
        self.initializers: dict[str, TensorProto] = {}
        self._prefix = prefix
        self._in_int8 = in_int8

    def node(self, kind: str, *inputs: str, to: str = "", **attributes: Any) -> str:
        made = to or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [made], **attributes))
        return made

    def mask(self) -> str:
        """[texts, tokens]: 1 for each token, 0 for padding."""
        made = f"Cast_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node("Cast", ["attention_mask"], [made], to=TensorProto.FLOAT)
        )
        return made

    def weight(self, name: str, *shape: int, kind: int = TensorProto.FLOAT) -> str:
        """A weight that is given with the graph, as its file has it."""
        tensor = TensorProto(
            name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL
        )
        tensor.external_data.add(key="location", value="weights")
        self.initializers[name] = tensor
        return name

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"{value.dtype}_{'_'.join(map(str, value.ravel().tolist()))}_{value.ndim}"
        self.initializers.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def number(self, value: float) -> str:
        return self.constant(np.array(value, np.float32))

    def linear(self, given: str, name: str, inner: int, outer: int) -> str:
        weight, bias = f"{name}.weight", f"{name}.bias"
        if self._in_int8 and LAYER_WEIGHTS.fullmatch(weight):
            whole = self.weight(f"{weight}.whole", inner, outer, kind=TensorProto.INT8)
            scale, bias = self.weight(f"{weight}.scale", outer), self.weight(bias, outer)
            # the numbers on its left are made whole as they come, by the largest of all
            return self.node(
                "DynamicQuantizeMatMul", given, whole, scale, "", bias, domain=_MICROSOFT
            )
        named = self.weight(weight, outer, inner), self.weight(bias, outer)
        return self.node("Gemm", given, *named, transB=1)

    def norm(self, given: str, name: str) -> str:
        named = self.weight(f"{name}.weight", WIDTH), self.weight(f"{name}.bias", WIDTH)
        return self.node("LayerNormalization", given, *named, axis=-1, epsilon=EPSILON)

    def bert(self) -> str:
        """The last hidden states, [texts * tokens, width]: all but attending is a token's own."""
        tokens = self._embedded()
        bias = self._hiding()
        for number in range(LAYERS):
            tokens = self._layer(tokens, bias, f"{self._prefix}encoder.layer.{number}")
        return tokens

    def by_text(self, tokens: str) -> str:
        """The same as [texts, tokens, width or whatever each token has]."""
        shape = self.node("Shape", "input_ids")
        return self.node("Reshape", tokens, self.node("Concat", shape, self.integers(-1), axis=0))

    def _embedded(self) -> str:
        of = f"{self._prefix}embeddings"
        length = self.node("Shape", "input_ids", start=1, end=2)
        zero, one = (self.constant(np.array(value, np.int64)) for value in (0, 1))
        places = self.node("Range", zero, self.node("Squeeze", length), one)
        words, types, where = (
            self.node("Gather", self.weight(f"{of}.{name}_embeddings.weight", count, WIDTH), ids)
            for name, count, ids in (
                ("word", TOKENS, "input_ids"),
                ("token_type", TYPES, "token_type_ids"),
                ("position", PLACES, places),
            )
        )
        summed = self.node("Add", self.node("Add", words, types), where)
        flat = self.node("Reshape", summed, self.integers(-1, WIDTH))
        return self.norm(flat, f"{of}.LayerNorm")

    def _hiding(self) -> str:
        """[texts, 1, 1, tokens]: 0 for what is attended to, and very little for padding."""
        hidden = self.node(
            "Mul", self.node("Sub", self.number(1), self.mask()), self.number(_HIDDEN)
        )
        return self.node("Unsqueeze", hidden, self.integers(1, 2))

    def _layer(self, tokens: str, bias: str, name: str) -> str:
        attended = self._attended(tokens, bias, f"{name}.attention")
        attended = self.linear(attended, f"{name}.attention.output.dense", WIDTH, WIDTH)
        attended = self.norm(
            self.node("Add", attended, tokens), f"{name}.attention.output.LayerNorm"
        )
        inner = self.linear(attended, f"{name}.intermediate.dense", WIDTH, INNER)
        made = self.linear(self.node("Gelu", inner), f"{name}.output.dense", INNER, WIDTH)
        return self.norm(self.node("Add", made, attended), f"{name}.output.LayerNorm")

    def _attended(self, tokens: str, bias: str, name: str) -> str:
        heads = self.node(
            "Concat",
            self.node("Shape", "input_ids"),
            self.integers(HEADS, WIDTH // HEADS),
            axis=0,
        )

        def split(part: str, *order: int) -> str:
            made = self.linear(tokens, f"{name}.self.{part}", WIDTH, WIDTH)
            return self.node("Transpose", self.node("Reshape", made, heads), perm=order)

        query, key = split("query", 0, 2, 1, 3), split("key", 0, 2, 3, 1)
        scale = self.number((WIDTH // HEADS) ** -0.5)
        near = self.node("Mul", self.node("MatMul", query, key), scale)
        weights = self.node("Softmax", self.node("Add", near, bias), axis=-1)
        values = self.node("MatMul", weights, split("value", 0, 2, 1, 3))
        rows = self.node("Transpose", values, perm=(0, 2, 1, 3))
        return self.node("Reshape", rows, self.integers(-1, WIDTH))

    def model(self, name: str, outputs: dict[str, tuple[str | int, ...]]) -> ModelProto:
        inputs = ("input_ids", "attention_mask", "token_type_ids")
        operators = [("", OPSET), *([(_MICROSOFT, 1)] if self._in_int8 else [])]
        graph = helper.make_graph(
            self.nodes,
            name,
            [
                helper.make_tensor_value_info(each, TensorProto.INT64, ("texts", "tokens"))
                for each in inputs
            ],
            [
                helper.make_tensor_value_info(each, TensorProto.FLOAT, shape)
                for each, shape in outputs.items()
            ],
            [*self.initializers.values()],
        )
        return helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid(*each) for each in operators],
            ir_version=IR_VERSION,
        )


def encoder(in_int8: bool = False) -> ModelProto:
    """Texts to unit vectors, [texts, width]: the mean of the tokens of each."""
    graph = _Graph(in_int8=in_int8)
    tokens = graph.by_text(graph.bert())
    kept = graph.node("Unsqueeze", graph.mask(), graph.integers(2))
    # A sum's length is its mean's, times the count: it need not be divided.
    summed = graph.node("ReduceSum", graph.node("Mul", tokens, kept), graph.integers(1), keepdims=0)
    graph.node("LpNormalization", summed, to="vectors", axis=1, p=2)
    return graph.model("encoder", {"vectors": ("texts", WIDTH)})


def reader(in_int8: bool = False) -> ModelProto:
    """Pairs of question and passage to the logits that `assistant.reader.network` explains."""
    graph = _Graph("encoder.", in_int8)
    flat = graph.bert()
    first = graph.node("Gather", graph.by_text(flat), graph.integers(0), axis=1)
    first = graph.node("Squeeze", first, graph.integers(1))
    for head in ("rank", "answers"):
        graph.node("Squeeze", graph.linear(first, head, WIDTH, 1), graph.integers(1), to=head)
    span = graph.by_text(graph.linear(flat, "span", WIDTH, 2))
    for number, side in enumerate(("start", "end")):
        which = graph.constant(np.array(number, np.int64))
        graph.node("Gather", span, which, to=side, axis=2)
    places = ("texts", "tokens")
    return graph.model(
        "reader", {"rank": ("texts",), "answers": ("texts",), "start": places, "end": places}
    )


def product() -> ModelProto:
    """The product of whole numbers of eight bits."""
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["values", "weights"], ["summed"])],
        "product",
        [
            helper.make_tensor_value_info("values", TensorProto.UINT8, ("rows", "inner")),
            helper.make_tensor_value_info("weights", TensorProto.INT8, ("inner", "columns")),
        ],
        [helper.make_tensor_value_info("summed", TensorProto.INT32, ("rows", "columns"))],
    )
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
    )


def all_graphs() -> dict[Path, ModelProto]:
    """Each by its file."""
    return {
        ENCODER: encoder(),
        READER: reader(),
        INT8_GRAPH: reader(in_int8=True),
        PRODUCT: product(),
    }


def written(model: ModelProto) -> bytes:
    """What its file holds: the same bytes each time."""
    made: bytes = model.SerializeToString(deterministic=True)
    return made


def main() -> None:
    """Write all."""
    for path, model in all_graphs().items():
        path.write_bytes(written(model))
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
