# Builds everything, then leaves behind what only building needs.
FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements/base.txt requirements/
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY . .
RUN SECRET_KEY="$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" POSTIL_STATIC=/app/collected \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /venv/bin/python -m compileall -q .

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    POSTIL_BIND=0.0.0.0 \
    POSTIL_STATIC=/app/collected
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
# Nothing in the image belongs to this user, so nothing in it can be rewritten from within.
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.gunicorn"]
