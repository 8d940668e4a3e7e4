import { queryOf } from './parameters.ts';
import type { CallOptions, Request } from './request.ts';

interface Pages {
  path: string;
  parameters: object;
  options: CallOptions;
}

/** Pages of a list, each asked for when the one before was taken. */
export async function* readPages<Page extends { next: string | null }>(
  request: Request,
  { path, parameters, options }: Pages,
): AsyncGenerator<Page> {
  let query = parameters;
  for (;;) {
    const page = await request.json<Page>(`${path}${queryOf(query)}`, options);
    yield page;
    if (page.next === null) return;
    query = { ...parameters, after: page.next };
  }
}
