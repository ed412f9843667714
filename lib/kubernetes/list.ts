/** A list with something in it: the API server drops empty ones, and then takes every further apply for a change. */
export function unlessEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list?.length ? list : undefined;
}
