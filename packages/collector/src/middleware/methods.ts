import type { Hono } from 'hono';

const methods = ['GET', 'POST', 'PUT', 'DELETE'];

/** The methods that an application has a route for at a path. */
export function allowedMethods({ router }: Hono, path: string): string[] {
  return methods.filter((method) =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );
}
