FROM python:3.11-slim-bookworm
# The client makes the backup: it must not be older than the server of compose.yaml.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --home-dir /var/lib/padan --create-home padan && install -d -o padan -g padan /media/cadangan
WORKDIR /opt/padan
COPY requirements.txt ./
COPY tools ./tools
RUN sh tools/venv.sh requirements.txt
COPY src ./src
RUN .venv/bin/python tools/catalogue.py compile && .venv/bin/python -m compileall -q src
USER padan
WORKDIR /var/lib/padan
ENV PADAN_HOME=/var/lib/padan
CMD ["/opt/padan/.venv/bin/padan", "serve", "--bind", "0.0.0.0"]
