import type { FastifyInstance } from 'fastify';

/** Remembers every route as it is registered, so that a path with the wrong method can be told from no path. */
export class RouteTable {
  readonly #methods = new Map<string, Set<string>>();

  /** Must be called before the first route is registered. */
  observe(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (url.includes('*')) return;
      const methods = this.#methods.get(url) ?? new Set<string>();
      for (const name of [method].flat()) methods.add(name);
      this.#methods.set(url, methods);
    });
  }

  /**
   * The methods that the path answers to, sorted; none if there is no such path. A route that spells the path out
   * goes before those with parameters: `GET /api/measurements/batch` is a wrong method, not a record called batch.
   */
  methodsOf(path: string): readonly string[] {
    const spelled = this.#methods.get(path);
    if (spelled) return [...spelled].sort();
    const segments = path.split('/');
    const matching = [...this.#methods].filter(([url]) => matches(url.split('/'), segments));
    return [...new Set(matching.flatMap(([, methods]) => [...methods]))].sort();
  }
}

/** `/api/days/:date` matches every path of three segments of which the first two are the same. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.length !== path.length) return false;
  return pattern.every((segment, at) => (segment.startsWith(':') ? path[at] !== '' : segment === path[at]));
}
