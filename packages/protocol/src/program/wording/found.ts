/** What is looked for in a text, and why it had better not be there. */
export type Phrase = [pattern: RegExp, why: string];

/** The first of some phrases that a text has, with the reason against it, or null. */
export function found(text: string, phrases: readonly Phrase[]): string | null {
  for (const [pattern, why] of phrases) {
    const words = pattern.exec(text)?.[0];
    if (words) return `"${words.trim()}" ${why}`;
  }
  return null;
}
