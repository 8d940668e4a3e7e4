import { serveStrict } from './server.ts';

const { MILEPOST_URL, MILEPOST_PUBLIC_KEY: key } = process.env;

if (!key) {
  console.error('MILEPOST_PUBLIC_KEY is missing: the collector prints it, and keeps it in data/keys.env.');
  process.exitCode = 1;
} else {
  const { url } = await serveStrict({ port: 4702, collector: MILEPOST_URL ?? 'http://127.0.0.1:4600', key });
  console.log(`The strict pages are on ${url}. Ctrl-C stops them.`);
}
