FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY LICENSE ./
COPY corpus corpus
COPY ingest ingest
COPY assistant assistant
COPY bots bots

FROM python:3.11-slim
# Reads scanned pages.
RUN apt-get update && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-deu \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 1000 transferlotse && install -d -m 0700 -o transferlotse -g transferlotse /data /files
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER transferlotse
ENV TRANSFERLOTSE_DATA_DIR=/data PYTHONDONTWRITEBYTECODE=1
VOLUME /data
ENTRYPOINT ["/venv/bin/python", "-m"]
CMD ["assistant", "serve", "--examples"]
