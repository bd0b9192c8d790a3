/** What happens in the cloud that the workbench shows at once. */
export type CloudEvent =
  | { kind: 'weixin'; message: unknown }
  | { kind: 'clock'; now: number }
  | { kind: 'article'; article: unknown }
  | { kind: 'draft' };

export class Events {
  private readonly listeners = new Set<(event: CloudEvent) => void>();

  emit(event: CloudEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  on(listener: (event: CloudEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
