/** Web server and module path of the demo's NEO. Source: docs/domain/neo.md#api. */
export interface ServerLayout {
  readonly platform: 'linux' | 'windows';
  /** Path without a trailing slash. */
  readonly folder: string;
}

const ENDINGS = { linux: '.cgi', windows: '.exe' } as const;
const USUAL_FOLDERS = { linux: '/cgi-bin/dneo', windows: '/Scripts/dneo' } as const;

export const createServerLayout = (platform: ServerLayout['platform'] = 'linux', folder?: string): ServerLayout => ({
  platform,
  folder: (folder ?? USUAL_FOLDERS[platform]).replace(/\/+$/, ''),
});

/** Returns the path of a module. */
export const getModulePath = ({ platform, folder }: ServerLayout, module: string): string => `${folder}/${module}${ENDINGS[platform]}`;

/** Returns the module of a path; `null` = none. IIS ignores case; Apache does not. */
export function parseModulePath({ platform, folder }: ServerLayout, path: string): string | null {
  const [asked, base] = platform === 'windows' ? [path.toLowerCase(), folder.toLowerCase()] : [path, folder];
  const ending = ENDINGS[platform];
  if (!asked.startsWith(`${base}/`) || !asked.endsWith(ending)) return null;
  return asked.slice(base.length + 1, -ending.length);
}

/** "Not found" pages of the web servers. */
export const NOT_FOUND_PAGES: Readonly<Record<ServerLayout['platform'], string>> = {
  linux:
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>',
  windows:
    '<!DOCTYPE html><html><head><title>IIS Detailed Error - 404.0 - Not Found</title></head><body><h1>HTTP Error 404.0 - Not Found</h1></body></html>',
};
