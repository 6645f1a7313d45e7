// Lists that come page by page.

interface Part<T> {
  items: T[];
  next?: string | null;
}

/** How a list of the API's goes on: by the cursor of its last part. */
export const BY_CURSOR = {
  initialPageParam: '',
  getNextPageParam: (last: { next?: string | null }) => last.next ?? undefined,
};

/** All items of the parts that are here; what moved to another part meanwhile is shown once. */
export function itemsOf<T extends { id: string }>(parts: Part<T>[]): T[] {
  const found = new Map<string, T>();
  for (const part of parts) for (const one of part.items) found.set(one.id, one);
  return [...found.values()];
}

/** A query without what was not said. */
export function query(values: Record<string, string | undefined>): string {
  const said = Object.entries(values).filter((one): one is [string, string] => Boolean(one[1]));
  return said.length ? `?${new URLSearchParams(said)}` : '';
}
