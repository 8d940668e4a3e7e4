/** Whether a view is one of a pattern's, in which `*` stands for any characters. */
export function fitsPage(pattern: string, view: string): boolean {
  // Addresses have other characters escaped.
  const [start = '', ...parts] = pattern.replace(/[^!-~]+/g, encodeURIComponent).split('*');
  const end = parts.pop();
  if (end === undefined) return view === start;
  let at = start.length;
  for (const part of parts) {
    const found = view.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return view.startsWith(start) && view.endsWith(end) && at + end.length <= view.length;
}
