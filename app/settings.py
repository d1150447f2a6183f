"""Every knob of the service: environment variables with the prefix BOGO_, their defaults and meaning."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read once at start; `bogo serve --host --port --store` overrides single values."""

    model_config = SettingsConfigDict(env_prefix="BOGO_")

    store_url: str = Field("sqlite:///./bogo.db", description="sqlite:///PATH (embedded) or mongodb://… (production).")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, description="Port to listen on; 0 takes a free one.", ge=0, le=65535)
    max_report_bytes: int = Field(2_097_152, description="Largest report that is taken in, in bytes.", gt=0)
    parser_workers: int = Field(2, description="Processes that read reports beside the event loop.", ge=1)
    parse_seconds: float = Field(60.0, description="Longest time one report may take to read.", gt=0)
    max_waiting_reports: int = Field(64, description="Reports that may wait to be read; more are told to come back later.", ge=1)
    batch_window: int = Field(4, description="Reports of one batch that are read at the same time.", ge=1)
    document_cache_bytes: int = Field(67_108_864, description="Memory for finished JSON documents of reports, in bytes.", ge=0)
    log_level: str = Field("info", description="critical, error, warning, info, debug or trace.")
    store_timeout_seconds: float = Field(10.0, description="Longest wait for the database.", gt=0)
