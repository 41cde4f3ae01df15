import type { FastifyInstance } from 'fastify';

interface KnownRoute {
  readonly segments: readonly string[];
  readonly methods: Set<string>;
}

/** Remembers every route as it is registered, so that a path with the wrong method can be told from no path. */
export class RouteTable {
  readonly #routes = new Map<string, KnownRoute>();

  /** Must be called before the first route is registered. */
  observe(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (url.includes('*')) return;
      const route = this.#routes.get(url) ?? { segments: url.split('/'), methods: new Set<string>() };
      for (const name of [method].flat()) route.methods.add(name);
      this.#routes.set(url, route);
    });
  }

  /** The methods that the path answers to, sorted; none if there is no such path. */
  methodsOf(path: string): string[] {
    const methods = new Set<string>();
    const segments = path.split('/');
    for (const route of this.#routes.values()) {
      if (matches(route.segments, segments)) for (const method of route.methods) methods.add(method);
    }
    return [...methods].sort();
  }
}

/** `/api/days/:date` matches every path of three segments of which the first two are the same. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.length !== path.length) return false;
  return pattern.every((segment, at) => (segment.startsWith(':') ? path[at] !== '' : segment === path[at]));
}
