/** The last few results by key: the one that was asked for longest ago goes first. Nothing that could not be made anew. */
export interface Latest<V> {
  /** The result of `key`: what `make` gives, which may be what was kept. */
  renew(key: string, make: (last: V | undefined) => V): V;
  /** What is kept, as it is. */
  peek(key: string): V | undefined;
  forget(key: string): void;
}

export function keepLatest<V>(most: number): Latest<V> {
  const kept = new Map<string, V>();
  return {
    renew(key, make) {
      const last = kept.get(key);
      // A map keeps the order of insertion.
      kept.delete(key);
      const current = make(last);
      kept.set(key, current);
      if (kept.size > most) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      return current;
    },
    peek: (key) => kept.get(key),
    forget(key) {
      kept.delete(key);
    },
  };
}
