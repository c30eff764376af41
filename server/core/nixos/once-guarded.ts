/** Computed on first use and kept; `again` is the answer while it is being computed. */
export function onceGuarded<T>(compute: () => T, again: T): () => T {
  let result: { readonly value: T } | undefined;
  let running = false;
  return () => {
    if (result) return result.value;
    if (running) return again;
    running = true;
    try {
      const value = compute();
      result = { value };
      return value;
    } finally {
      running = false;
    }
  };
}
