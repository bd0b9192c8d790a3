/** What came from an address or an event, if it is one of these keys. */
export const keyIn = <T extends object>(labels: T, key: string | undefined): (keyof T & string) | undefined =>
  Object.keys(labels).find((known): known is keyof T & string => known === key);
