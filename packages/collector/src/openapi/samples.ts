import type { Example, Operation } from './operation.ts';

interface CodeSample {
  lang: 'Shell';
  label: string;
  source: string;
}

/** The examples of an operation as calls of curl. */
export function codeSamples(operation: Operation): CodeSample[] {
  return operation.examples.map((example) => ({
    lang: 'Shell',
    label: example.summary,
    source: curl(operation, example),
  }));
}

/** The path and query of an example. */
export function addressOf({ path }: Operation, { path: values = {}, query = {} }: Example): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

/** A body as it is sent: lines of JSON, a text, or one JSON value. */
export function bodyOf({ body: content }: Operation, { body }: Example): string | null {
  if (body === undefined) return null;
  if (content?.type !== 'application/x-ndjson') return JSON.stringify(body, null, 2);
  return (body as unknown[]).map((line) => JSON.stringify(line)).join('\n');
}

function curl(operation: Operation, example: Example): string {
  const { method, access, body: content } = operation;
  const body = bodyOf(operation, example);
  const isSecret = !['open', 'public', 'metrics'].includes(access) && !example.query?.['key'];
  return [
    'curl --fail-with-body',
    ...(method === 'get' || (method === 'post' && body !== null)
      ? []
      : [`--request ${method.toUpperCase()}`]),
    ...(isSecret ? ['--header "Authorization: Bearer $MILEPOST_SECRET_KEY"'] : []),
    ...(content && body !== null ? [`--header 'Content-Type: ${content.type}'`] : []),
    ...(body === null ? [] : [`--data-binary '${body.replaceAll("'", `'\\''`)}'`]),
    `"$MILEPOST_URL"'${addressOf(operation, example)}'`,
  ].join(' \\\n  ');
}
