/** For lists whose items are told apart by their id. */
export function idOf({ id }: { readonly id: string }): string {
  return id;
}
