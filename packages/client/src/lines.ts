/** The lines of a streamed text, without their ends; the last may have none. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of textsOf(body)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The body as texts of any length. Whoever stops reading lets go of the connection. */
export async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    ended = true;
    yield decoder.decode();
  } finally {
    // Not every browser can iterate over a stream, which would do this by itself.
    if (!ended) await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}
