// `type(scope): imperative verb + object`, at most 72 characters; the body is free text.
export default {
  extends: ['@commitlint/config-conventional'],
  // Dependabot's subjects name every updated package and cannot be shortened.
  ignores: [(message) => message.includes('\nSigned-off-by: dependabot[bot] ')],
  rules: {
    'header-max-length': [2, 'always', 72],
    'subject-case': [0],
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
    'footer-leading-blank': [0],
  },
};
