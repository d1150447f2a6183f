# The service alone: what it needs to run is installed in the first stage by hash, nothing else reaches the second.
ARG PYTHON_VERSION=3.13

FROM python:${PYTHON_VERSION}-slim AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements-runtime.lock requirements-build.lock ./
RUN python -m venv /opt/bogo \
    && /opt/bogo/bin/pip install --require-hashes -r requirements-runtime.lock \
    && pip install --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY app ./app
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/bogo/bin/pip install --no-deps --no-index /wheels/*.whl

FROM python:${PYTHON_VERSION}-slim
RUN groupadd --system --gid 10001 bogo \
    && useradd --system --uid 10001 --gid bogo --home-dir /var/lib/bogo --create-home bogo
COPY --from=builder /opt/bogo /opt/bogo
ENV PATH=/opt/bogo/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    BOGO_PORT=8000 BOGO_STORE_URL=sqlite:////var/lib/bogo/bogo.db
USER 10001:10001
WORKDIR /var/lib/bogo
VOLUME /var/lib/bogo
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['BOGO_PORT'] + '/livez', timeout=4)"]
CMD ["bogo", "serve", "--host", "0.0.0.0"]
