// Declares the part of the WHATWG URL API (https://url.spec.whatwg.org) that the rules use, because `shared` is compiled without the type
// libraries of Node and browsers. `src-main` and `src-renderer` have the complete types.

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
