import * as z from 'zod';
import { ByHand } from './by-hand';
import type { Change, Site } from './change';
import { readAnswer } from './management';

const PART = 'HTTP 访问';
const route = z.object({
  Path: z.string(),
  UpstreamResourceType: z.string(),
  UpstreamResourceName: z.string(),
  EnableAuth: z.boolean(),
  EnablePathTransmission: z.boolean(),
  Enable: z.boolean(),
  QPSPolicy: z
    .object({ QPSTotal: z.number().nullish(), QPSPerClient: z.object({}).loose().nullish() })
    .nullish(),
});
const domain = z.object({
  Domain: z.string(),
  AccessType: z.string(),
  Enable: z.boolean(),
  Status: z.string(),
  DNSStatus: z.string().nullish(),
  Cname: z.string().nullish(),
  Routes: z.array(route).nullish(),
});
const answer = z.object({ Domains: z.array(domain).nullish() });
type FoundDomain = z.infer<typeof domain>;
type FoundRoute = z.infer<typeof route>;

/** Functions that are reached without an account; the portal only where the college wants it. */
export const OPEN_FUNCTIONS = ['ballot', 'remark', 'letterbox', 'portal'] as const;

/** The codes of the door lead here, whatever stands before the rest: WeChat's rule for links names it. */
const SCANNED = '/h';

function wantedPaths({ college }: Pick<Site, 'college'>): Map<string, string> {
  const paths = new Map<string, string>();
  for (const name of OPEN_FUNCTIONS) {
    if (name === 'portal' && !college.portal) continue;
    // Short enough to be typed into the hall's computer.
    if (name === 'portal') paths.set(`${college.routePrefix}/wall`, name).set(SCANNED, name);
    paths.set(`${college.routePrefix}/${name}`, name);
  }
  return paths;
}

export async function domainsOf({
  call,
  environment,
}: Pick<Site, 'call' | 'environment'>): Promise<FoundDomain[]> {
  const params = { EnvId: environment.envId, Offset: 0, Limit: 1000 };
  const said = await call('tcb', 'DescribeHTTPServiceRoute', params);
  return readAnswer(answer, 'DescribeHTTPServiceRoute', said).Domains ?? [];
}

/**
 * Direct, without an account, with the path handed through: a route that strips the path makes /portal/… dead. Nothing
 * is counted by the client's address, because a whole campus has one.
 */
const settings = (path: string, name: string) => ({
  Path: path,
  UpstreamResourceType: 'SCF',
  UpstreamResourceName: name,
  EnableAuth: false,
  EnablePathTransmission: true,
  Enable: true,
});

const isAsWanted = (found: FoundRoute, name: string): boolean =>
  found.UpstreamResourceType === 'SCF' &&
  found.UpstreamResourceName === name &&
  !found.EnableAuth &&
  found.EnablePathTransmission &&
  found.Enable &&
  !found.QPSPolicy?.QPSPerClient;

/**
 * Routes to functions of the product that are not for everybody go, and on the college's own domain those under a path
 * of yesterday. Routes to anything else are left alone, and so is an exit of the college's own on another domain.
 */
function closing(site: Site, domains: readonly FoundDomain[], functions: readonly string[]): Change[] {
  const paths = wantedPaths(site);
  const open: readonly string[] = [...paths.values()];
  return domains.flatMap(({ Domain, Routes }) => {
    const isOwn = Domain === site.college.domains.request;
    return (Routes ?? [])
      .filter(({ UpstreamResourceType: type }) => type === 'SCF')
      .filter(({ UpstreamResourceName: name }) => functions.includes(name))
      .filter(({ Path, UpstreamResourceName: name }) => (isOwn ? !paths.has(Path) : !open.includes(name)))
      .map(({ Path, UpstreamResourceName: name }) => ({
        part: PART,
        what: `关闭 ${Domain}${Path}，${open.includes(name) ? '这个路径不再用' : `${name} 不对外`}`,
        run: async () => {
          const params = { EnvId: site.environment.envId, Domain, Paths: [Path] };
          await site.call('tcb', 'DeleteHTTPServiceRoute', params);
        },
      }));
  });
}

/** A certificate is the college's and lies in its own account, so a person binds the domain. */
function binding(host: string): Change {
  const byHand = `请在 云开发控制台 → HTTP 访问服务 → 添加域名 绑定 ${host}，选好证书，接入方式选“直连”，再运行一次`;
  const run = async () => {
    throw new ByHand(byHand);
  };
  return { part: PART, what: `绑定域名 ${host}`, run, byHand };
}

const directing = (site: Site, host: string): Change => ({
  part: PART,
  what: `${host} 改为直连，不经 CDN 留下访问日志`,
  run: async () => {
    await site.call('tcb', 'ModifyHTTPServiceRoute', {
      EnvId: site.environment.envId,
      Domain: { Domain: host, AccessType: 'DIRECT' },
    });
  },
});

/** The limit over all clients of a route stays as the college set it; one per client goes. */
function limitsOf(there: FoundRoute | undefined): object {
  if (!there?.QPSPolicy) return {};
  const { QPSTotal } = there.QPSPolicy;
  return { QPSPolicy: typeof QPSTotal === 'number' ? { QPSTotal } : {} };
}

function opening(site: Site, { Domain: host, Routes }: FoundDomain): Change[] {
  return [...wantedPaths(site)].flatMap(([path, name]) => {
    const there = (Routes ?? []).find(({ Path }) => Path === path);
    if (there && isAsWanted(there, name)) return [];
    const run = async () => {
      await site.call('tcb', there ? 'ModifyHTTPServiceRoute' : 'CreateHTTPServiceRoute', {
        EnvId: site.environment.envId,
        Domain: { Domain: host, Routes: [{ ...settings(path, name), ...limitsOf(there) }] },
      });
    };
    return [{ part: PART, what: `${there ? '更正' : '开通'} ${host}${path} → ${name}`, run }];
  });
}

/** @param functions all functions of the product: no other of them may be reached by a route */
export async function routeChanges(site: Site, functions: readonly string[]): Promise<Change[]> {
  const domains = await domainsOf(site);
  const closed = closing(site, domains, functions);
  const host = site.college.domains.request;
  if (!host) return closed;
  const found = domains.find(({ Domain }) => Domain === host);
  if (!found) return [...closed, binding(host)];
  const direct = found.AccessType === 'DIRECT' ? [] : [directing(site, host)];
  return [...closed, ...direct, ...opening(site, found)];
}
