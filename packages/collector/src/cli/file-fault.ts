/** The sentence for a file that the operating system does not hand out. */
export function fileFault(file: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file "${file}" in ${process.cwd()}.`;
  if (code === 'EISDIR') return `"${file}" is a folder, not a file.`;
  return `"${file}" cannot be read (${code ?? String(error)}).`;
}
