// The one reader of addresses that sockets obey, as Node and every browser have it (https://url.spec.whatwg.org): the rules name it, and the
// lists of names that `shared` is compiled with do not. Only what the rules read is declared; main and window bring the whole of it.

interface URL {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

declare const URL: {
  parse(url: string): URL | null;
};
