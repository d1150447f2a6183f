"""Every knob of the service: environment variables with the prefix BOGO_, their defaults and meaning."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read once at start; `bogo serve --host --port --store` overrides single values."""

    model_config = SettingsConfigDict(env_prefix="BOGO_")

    store_url: Annotated[str, Field(description="sqlite:///PATH (embedded) or mongodb://… (production).")] = "sqlite:///./bogo.db"
    host: Annotated[str, Field(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(description="Port to listen on; 0 takes a free one.", ge=0, le=65535)] = 8000
    max_report_bytes: Annotated[int, Field(description="Largest report that is taken in, in bytes.", gt=0)] = 2_097_152
    parser_workers: Annotated[int, Field(description="Processes that read reports beside the event loop.", ge=1)] = 2
    parse_seconds: Annotated[float, Field(description="Longest time one report may take to read.", gt=0)] = 10.0
    max_waiting_reports: Annotated[int, Field(description="Reports that may wait to be read; more are told to come back.", ge=1)] = 64
    batch_window: Annotated[int, Field(description="Reports of one batch that are read at the same time.", ge=1)] = 4
    document_cache_bytes: Annotated[int, Field(description="Memory for finished JSON documents of reports.", ge=0)] = 67_108_864
    log_level: Annotated[str, Field(description="critical, error, warning, info, debug or trace.")] = "info"
    store_pool_size: Annotated[int, Field(description="Most connections to MongoDB at a time.", ge=1)] = 50
    store_timeout_seconds: Annotated[float, Field(description="Longest wait for the database.", gt=0)] = 10.0
