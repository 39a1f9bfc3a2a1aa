/** Scripts that ask tovmach itself what may follow, so that they never grow stale. */
export const SCRIPTS = {
  bash: `_tovmach() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(tovmach __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -o bashdefault -F _tovmach tovmach
`,
  zsh: `#compdef tovmach
_tovmach() {
  local -a candidates
  candidates=("\${(@f)$(tovmach __complete -- "\${words[@]:1:$((CURRENT-1))}" 2>/dev/null)}")
  compadd -- $candidates
  _files
}
compdef _tovmach tovmach
`,
  fish: `complete -c tovmach -a '(tovmach __complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName tovmach -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  tovmach __complete '--' @words | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
} as const;

/** @param shell a word of the command line */
export const isShell = (shell: string): shell is keyof typeof SCRIPTS => Object.hasOwn(SCRIPTS, shell);
