/** WeChat's refusal: a positive code and a text, answered with HTTP 200. */
export class Refusal extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg: string,
  ) {
    super(`${errcode} ${errmsg}`);
    this.name = 'Refusal';
  }
}
