# The public names, and where each is: type checkers read this file, and so does __init__.py.
from assistant.assistant import Assistant as Assistant
from assistant.assistant import answer as answer
from assistant.types import Answer as Answer
from assistant.types import Citation as Citation
from assistant.types import Claim as Claim
from assistant.types import Turn as Turn
from vectorstore.archive import Archive as Archive
from vectorstore.errors import AddressError as AddressError
from vectorstore.errors import ArchiveError as ArchiveError
from vectorstore.errors import DatelineError as DatelineError
from vectorstore.errors import ModelError as ModelError
from vectorstore.errors import QuestionError as QuestionError
from vectorstore.errors import QuestionsFileError as QuestionsFileError
from vectorstore.errors import UnknownArticle as UnknownArticle
from vectorstore.errors import WrongType as WrongType
from vectorstore.store.chroma_server import ChromaServer as ChromaServer
from vectorstore.types import Article as Article
from vectorstore.types import IngestReport as IngestReport
from vectorstore.types import Mentions as Mentions
from vectorstore.types import Passage as Passage

__all__: list[str]
__version__: str
