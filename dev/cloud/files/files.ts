export class Files {
  readonly operations: Record<string, (body: unknown) => Promise<Record<string, unknown>>> = {};
}
