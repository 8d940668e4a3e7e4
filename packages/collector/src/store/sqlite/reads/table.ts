import { cells } from './cells.ts';
import { copy } from './copy.ts';
import { expired } from './expired.ts';
import { integrity } from './integrity.ts';
import { openResponses } from './open-responses.ts';
import { responsePage } from './response-page.ts';
import { verifyCells } from './verify-cells.ts';

/** What is read on a connection of its own, in another thread. */
export const reads = { cells, copy, expired, integrity, openResponses, responsePage, verifyCells };

type Reads = typeof reads;
export type ReadName = keyof Reads;
export type ReadArguments<N extends ReadName> = Parameters<Reads[N]>[1];
export type ReadResult<N extends ReadName> = ReturnType<Reads[N]>;
