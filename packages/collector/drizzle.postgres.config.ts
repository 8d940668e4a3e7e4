import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './packages/collector/src/store/postgres/schema/*.ts',
  out: './packages/collector/migrations/postgres',
});
