/** What WeChat answers when it has been told to: a code of its own, or nothing. */
type Answer = number | 'nothing';

/** Lets a test, or somebody at the workbench, have WeChat refuse calls of one address, or not answer them. */
export class Demands {
  private readonly waiting = new Map<string, { answer: Answer; left: number }>();

  /** @param path as in `/cgi-bin/message/subscribe/send` */
  refuse(path: string, answer: Answer, times = Number.POSITIVE_INFINITY): void {
    this.waiting.set(path, { answer, left: times });
  }

  /** WeChat works again. */
  clear(): void {
    this.waiting.clear();
  }

  /** The answer to the next call of this address; nothing where WeChat is to do its work. */
  take(path: string): Answer | undefined {
    const demanded = this.waiting.get(path);
    if (!demanded) return undefined;
    demanded.left -= 1;
    if (demanded.left < 1) this.waiting.delete(path);
    return demanded.answer;
  }
}
