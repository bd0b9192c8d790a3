const RealDate = Date;
let offset = 0;

/** Date of the mini program: the cloud's clock, which the panel moves. */
class CloudDate extends RealDate {
  constructor(...parts: ConstructorParameters<typeof Date> | []) {
    if (parts.length === 0) super(RealDate.now() + offset);
    else super(...(parts as ConstructorParameters<typeof Date>));
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}

export function setNow(now: number): void {
  offset = now - RealDate.now();
}

/** Takes the cloud's time before any code of the mini program sees a Date. */
export async function startClock(): Promise<void> {
  globalThis.Date = CloudDate as DateConstructor;
  const response = await fetch('/workbench/clock');
  if (!response.ok) return;
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'now' in body) setNow(Number(body.now));
}
