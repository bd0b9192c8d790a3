/** What a rendered component gives under this event name, in order; grows while the test goes on. */
export function heard(component: object, name: string): unknown[] {
  const given: unknown[] = [];
  // The simulator's types leave out the method that its components have.
  const listen: unknown = Reflect.get(component, 'addEventListener');
  if (typeof listen !== 'function') throw new Error('this component cannot be listened to');
  listen.call(component, name, (event: { detail: unknown }) => given.push(event.detail));
  return given;
}
