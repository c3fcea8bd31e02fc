const http = require('node:http');

// Wine 8 refuses connections of Node's fetch (connect UNKNOWN) but accepts those of net and http.
const { fetch } = globalThis;
globalThis.fetch = (url, options = {}) => (String(url).startsWith('http://127.0.0.1') ? fetchByHttp(url, options) : fetch(url, options));

function fetchByHttp(url, { method = 'GET', headers = {}, body, signal }) {
  return new Promise((resolve, reject) => {
    const request = http.request(String(url), { method, headers, signal, agent: false }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve(new Response(Buffer.concat(chunks), { status: response.statusCode })));
    });
    request.on('error', reject);
    request.end(body);
  });
}
