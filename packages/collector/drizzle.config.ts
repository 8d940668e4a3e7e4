import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './packages/collector/src/store/sqlite/schema/*.ts',
  out: './packages/collector/migrations/sqlite',
});
