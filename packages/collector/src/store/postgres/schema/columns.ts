import { bigint, customType } from 'drizzle-orm/pg-core';

/** Text that is compared byte by byte: the same order on every server, and the fastest. */
export const text = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
/** Milliseconds since the epoch. */
export const instant = () => bigint({ mode: 'number' });
/** The words of a text, each by itself; PostgreSQL's own parser never sees them. */
export const words = customType<{ data: string }>({ dataType: () => 'tsvector' });
/** The number of a transaction, which never comes again. */
export const transaction = customType<{ data: string }>({ dataType: () => 'xid8' });
