"""The HTTP API: version 1 of our own, OpenAI's form of it, MCP, and what watches over them."""
