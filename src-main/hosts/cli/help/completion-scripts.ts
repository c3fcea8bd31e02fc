/**
 * Scripts that call `tsunagi complete` when Tab is pressed. Words are passed as typed and never evaluated. The last output line selects
 * completion by the shell: `:files`, `:folders` or `:none`.
 */
export const COMPLETION_SCRIPTS = {
  bash: `# bash completion for tsunagi
_tsunagi() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) ;;
      :folders) compopt +o bashdefault +o default -o dirnames ;;
      :none) compopt +o bashdefault +o default ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(tsunagi complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _tsunagi tsunagi
`,
  zsh: `#compdef tsunagi
_tsunagi() {
  local line rest
  local -a found
  for line in "\${(@f)$(tsunagi complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      :*) rest=$line ;;
      *) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  compset -P '--*='
  case $rest in
    :files) _files ;;
    :folders) _files -/ ;;
    *) _describe tsunagi found ;;
  esac
}
if [ "$funcstack[1]" = _tsunagi ]; then _tsunagi "$@"; else compdef _tsunagi tsunagi; fi
`,
  powershell: `# PowerShell completion for tsunagi
Register-ArgumentCompleter -Native -CommandName tsunagi -ScriptBlock {
  param($word, $ast, $cursor)
  $typed = @($ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
  # An empty word does not reach every program.
  $next = if ($word -eq '') { @('--next') } else { @() }
  tsunagi complete @next -- @typed 2>$null | Where-Object { -not $_.StartsWith(':') } | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    if (-not $about) { $about = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
  }
}
`,
} as const;
