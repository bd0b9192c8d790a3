import type { College } from '../college/college-file';
import { httpBase } from '../deploy/variables';
import { type Finding, fine, wrong } from './finding';
import type { Fetch } from './weixin';

const TIMEOUT_MS = 8000;

interface Probe {
  path: string;
  init?: RequestInit;
  isRight(status: number, body: string): boolean;
}

/** An empty ballot, an empty remark and an empty letter are answered as malformed and change nothing. */
const PROBES: readonly Probe[] = [
  { path: '/ballot', init: { method: 'POST', body: '{}' }, isRight: (_, body) => body.includes('malformed') },
  { path: '/remark', init: { method: 'POST', body: '{}' }, isRight: (_, body) => body.includes('malformed') },
  {
    path: '/letterbox',
    init: { method: 'POST', body: '{}' },
    isRight: (_, body) => body.includes('malformed'),
  },
  { path: '/portal/previews', isRight: (status, body) => status === 200 && body.includes('"previews"') },
  { path: '/wall', isRight: (status, body) => status === 200 && body.includes('wall.js') },
];

/** WeChat asks for its check file at the root of the domain, whatever stands before the rest. */
const checkFile = ({ portal, scanCheck }: College): Probe[] =>
  portal && scanCheck
    ? [
        {
          path: `/h/${scanCheck.file}`,
          isRight: (status, body) => status === 200 && body.trim() === scanCheck.text,
        },
      ]
    : [];

/** Whether the HTTP functions answer on the college's own domain, asked as a phone would ask. */
export async function reachFindings(college: College, fetch: Fetch): Promise<Finding[]> {
  const base = httpBase(college);
  if (!base) return [];
  const probes = PROBES.filter(({ path }) => college.portal || !/^\/(?:portal|wall)/.test(path));
  return Promise.all(
    [...probes, ...checkFile(college)].map(async ({ path, init, isRight }) => {
      const url = path.startsWith('/h/') ? `https://${college.domains.request}${path}` : `${base}${path}`;
      const name = `访问 ${path}`;
      try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
        if (isRight(response.status, await response.text())) return fine(name, '有回答');
        return wrong(
          name,
          `${url} 的回答不对（状态 ${response.status}），请运行 npm run deploy，并在 HTTP 访问服务 核对路由和路径透传`,
        );
      } catch (error) {
        const kind = error instanceof Error ? error.name : '未知';
        return wrong(name, `${url} 打不开（${kind}），请核对域名解析、证书和路由`);
      }
    }),
  );
}
