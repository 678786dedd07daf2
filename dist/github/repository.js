// src/github/repository.ts
var FULL_NAME = /^(?!\.\.?\/)[\w.-]+\/(?!\.\.?$)[\w.-]+$/u;
function repositoryOf(full) {
  const [owner, name] = full.split("/");
  return { owner, name };
}
export {
  FULL_NAME,
  repositoryOf
};
