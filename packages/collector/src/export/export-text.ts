import type { StoredText } from '../store/store.ts';

/**
 * A stored response as a line of NDJSON: what `exportLine` makes of it, put together from the text that is kept. Nothing
 * is parsed, which takes most of the time of an export otherwise.
 */
export function exportText({ text, sent, received, excluded, erased }: StoredText): string {
  // Canonical JSON of an object that has members: its last character closes it.
  let line = text.slice(0, -1);
  if (sent !== null) line += `,"sent":"${instant(sent)}"`;
  line += `,"received":"${instant(received)}"`;
  if (excluded.length > 0) line += `,"excluded":${JSON.stringify(excluded)}`;
  if (erased !== null) line += `,"erased":"${instant(erased)}"`;
  return `${line}}\n`;
}

const instant = (time: number) => new Date(time).toISOString();
