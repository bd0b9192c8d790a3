/** One request that a function makes of the cloud, or of WeChat. */
export interface Outgoing {
  /** As in database.queryDocument, wx.openApi, or /wxa/msg_sec_check. */
  readonly what: string;
  /** Whether something is different once it has been performed. */
  readonly changes: boolean;
}

/** Stands between the functions and everything they ask: performs a request, refuses it, or answers it late. */
export type Between = <T>(request: Outgoing, perform: () => Promise<T>) => Promise<T>;

const READS =
  /^(database\.(get|aggregate|calculate|startTransaction)|storage\.(get|batchGet)|security\.msg|wxacode|\/wxa\/(msg|getwxacode)|\/cgi-bin\/freepublish)/;

/** The request of that name. What is not known to read only is taken to change something. */
export const outgoing = (what: string): Outgoing => ({ what, changes: !READS.test(what) });

/** Performs a request of a function, past whoever stands between. */
export const passing = <T>(
  { between }: { readonly between?: Between },
  what: string,
  perform: () => Promise<T>,
): Promise<T> => (between ? between(outgoing(what), perform) : perform());
