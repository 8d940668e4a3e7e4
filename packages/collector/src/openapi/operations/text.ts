import { z } from 'zod';
import type { Content } from '../operation.ts';

/** Rows for a spreadsheet (RFC 4180), with a header. */
export const csv: Content = { type: 'text/csv', schema: z.string() };
export const script: Content = { type: 'text/javascript', schema: z.string() };
export const page: Content = { type: 'text/html', schema: z.string() };
