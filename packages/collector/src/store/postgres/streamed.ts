import type { Connection } from './database.ts';

/** Few enough that reading them out of JSON holds nobody up. */
const pageLength = 200;

/**
 * The rows of a query, some at a time, as they all were at one instant; of a transaction's queries one after the other.
 * The next ones are on their way while these are looked at.
 */
export async function* streamed<Row>(
  connection: Connection,
  query: string,
  values: readonly unknown[],
): AsyncGenerator<Row[]> {
  await connection.run(`declare streamed no scroll cursor for ${query}`, values);
  const fetch = () => {
    const rows = connection.rows<Row>(`fetch ${pageLength} from streamed`);
    // Told when it is waited for, which may be later than it fails.
    rows.catch(() => {});
    return rows;
  };
  let coming = fetch();
  try {
    for (;;) {
      const rows = await coming;
      if (rows.length === 0) return;
      coming = rows.length < pageLength ? Promise.resolve([]) : fetch();
      yield rows;
    }
  } finally {
    await coming.then(() => connection.run('close streamed'));
  }
}
