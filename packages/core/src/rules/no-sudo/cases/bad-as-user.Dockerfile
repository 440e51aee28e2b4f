FROM cimg/base:2026.01
USER circleci
RUN sudo -E npm install --global yarn
# finds: 3
