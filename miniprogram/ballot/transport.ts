/**
 * Sends one ballot by plain HTTPS to a function that has no account: no cookie, no token, no open id.
 * Resolves with the body of the reply; rejects when the network fails. `url` is the ballot function's address, in
 * production on the college's own domain. (The mini program's fixed Referer names the app, not the person.)
 */
export const sendTo =
  (url: string) =>
  (body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      wx.request({
        url,
        method: 'POST',
        data: body,
        dataType: 'text',
        header: { 'content-type': 'application/json' },
        success: ({ data }) => resolve(typeof data === 'string' ? data : JSON.stringify(data)),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    });

/** The phone's clock as the caster uses it. */
export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
