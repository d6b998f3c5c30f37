{
  # Sources: native/sources.json, shared with CMakeLists.txt.
  'variables': {
    'sources_of': "require('./native/sources.json')",
  },
  'targets': [
    {
      'target_name': 'entra_broker',
      'sources': [ "<!@(node -p \"<(sources_of).common.join(' ')\")" ],
      'include_dirs': [ 'native', "<!(node -p \"require('node-addon-api').include_dir\")" ],
      # SWALLOW: what cannot be thrown into a worker that is being terminated must not end the process.
      'defines': [
        'NAPI_VERSION=8',
        'NODE_ADDON_API_CPP_EXCEPTIONS',
        'NODE_ADDON_API_CPP_EXCEPTIONS_ALL',
        'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
      ],
      'cflags_cc!': [ '-fno-exceptions', '-fno-rtti', '-std=gnu++17', '-std=gnu++20' ],
      'cflags_cc': [ '-std=c++20', '-fexceptions', '-frtti', '-Wall', '-Wextra', '-Wno-missing-field-initializers' ],
      'conditions': [
        ['OS=="linux"', {
          'sources': [ "<!@(node -p \"<(sources_of).linux.join(' ')\")" ],
          'cflags': [
            '-fvisibility=hidden',
            '-fstack-protector-strong',
            '-fstack-clash-protection',
            '-Werror=format-security',
            '-Werror=return-type',
          ],
          'cflags_cc': [ '-fvisibility-inlines-hidden' ],
          # libdbus is opened at run time. The C++ library comes along, so that a program which
          # brings its own (Electron) or an older one can load the addon.
          'libraries': [ '-ldl' ],
          'ldflags': [
            '-static-libstdc++',
            '-static-libgcc',
            '-Wl,--exclude-libs,ALL',
            '-Wl,--as-needed',
            '-Wl,-z,relro',
            '-Wl,-z,now',
            '-Wl,-z,noexecstack',
            '-pthread',
          ],
        }],
      ],
      'configurations': {
        'Release': {
          'defines': [ '_GLIBCXX_ASSERTIONS' ],
          'cflags': [ '-U_FORTIFY_SOURCE', '-D_FORTIFY_SOURCE=2' ],
        },
      },
    },
  ],
}
